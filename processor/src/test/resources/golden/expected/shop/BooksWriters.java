package shop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code books_writers}, whose rows are {@link BooksWritersRow}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class BooksWriters extends Table<BooksWritersRow, BooksWriters.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("books_writers")
            .column(ColumnDefinition.of("book_language", "book", DataType.STRING))
            .column(ColumnDefinition.of("book_number", "book", DataType.LONG))
            .column(ColumnDefinition.of("writer_id", "writer", DataType.LONG))
            .primaryKey("book_language", "book_number", "writer_id")
            .index("writer_id")
            .foreignKey(new ForeignKeyDefinition(
                    List.of("book_language", "book_number"),
                    null,
                    "books",
                    List.of("language", "number"),
                    ReferentialAction.CASCADE,
                    ReferentialAction.NO_ACTION))
            .foreignKey("writer_id", "writers", "id", ReferentialAction.CASCADE, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final BooksWriters BOOKS_WRITERS = new BooksWriters(null);

    public final ForeignKey<BooksWritersRow, Shelf.Book, Books.Key> book = foreignKey(
            "book", () -> Books.BOOKS, booksWritersRow -> booksWritersRow.book(), true, "book_language", "book_number");
    public final ForeignKey<BooksWritersRow, Shelf.Writer, Long> writer =
            foreignKey("writer", () -> Writers.WRITERS, booksWritersRow -> booksWritersRow.writer(), true, "writer_id");

    private BooksWriters(@Nullable String alias) {
        super(BooksWritersRow.class, DEFINITION, alias);
    }

    @Override
    public BooksWriters as(String alias) {
        return new BooksWriters(Objects.requireNonNull(alias));
    }

    @Override
    protected BooksWritersRow read(RowReader row, int first) {
        return new BooksWritersRow(
                book.reference(bookKey(row, first)),
                writer.reference(row.isNull(first + 2) ? null : row.getLong(first + 2)));
    }

    private static Books.@Nullable Key bookKey(RowReader row, int first) {
        if (row.isNull(first) || row.isNull(first + 1)) return null;
        return new Books.Key(row.getString(first), row.getLong(first + 1));
    }

    @Override
    protected @Nullable Object[] values(BooksWritersRow booksWritersRow) {
        @Nullable Object[] bookKey = book.values(booksWritersRow.book());
        return new @Nullable Object[] {bookKey[0], bookKey[1], writer.value(booksWritersRow.writer())};
    }

    @Override
    protected Key key(BooksWritersRow booksWritersRow) {
        return new Key(booksWritersRow.book().id(), booksWritersRow.writer().id());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.bookId().language(), key.bookId().number(), key.writerId()};
    }

    @Override
    protected void attach(BooksWritersRow booksWritersRow, ResultContext context) {
        book.attach(booksWritersRow.book(), context);
        writer.attach(booksWritersRow.writer(), context);
    }

    /** The key of a {@link BooksWritersRow}. */
    public record Key(Books.Key bookId, long writerId) {}
}
