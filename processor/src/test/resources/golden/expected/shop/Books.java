package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.HasManyThrough;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code books}, whose rows are {@link Shelf.Book}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Books extends Table<Shelf.Book, Books.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("books")
            .column(ColumnDefinition.of("language", "language", DataType.STRING))
            .column(ColumnDefinition.of("number", "number", DataType.LONG))
            .primaryKey("language", "number")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Books BOOKS = new Books(null);

    public final TextColumn<Shelf.Book> language = textColumn("language");
    public final NumberColumn<Shelf.Book, Long> number = numberColumn("number", DataType.LONG);
    public final HasManyThrough<Shelf.Book, Shelf.Writer> writers = hasManyThrough(
            "writers",
            () -> BooksWriters.BOOKS_WRITERS.book,
            () -> BooksWriters.BOOKS_WRITERS.writer,
            book -> book.writers,
            true);
    public final HasManyThrough<Shelf.Book, Shelf.Reader> readers =
            hasManyThrough("readers", () -> Loans.LOANS.book, () -> Loans.LOANS.reader, book -> book.readers, false);

    private Books(@Nullable String alias) {
        super(Shelf.Book.class, DEFINITION, alias);
    }

    @Override
    public Books as(String alias) {
        return new Books(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Book read(RowReader row, int first) {
        Shelf.Book book = new Shelf.Book();
        fill(book, row, first);
        return book;
    }

    @Override
    protected void fill(Shelf.Book book, RowReader row, int first) {
        book.language = row.getString(first);
        book.number = row.getLong(first + 1);
    }

    @Override
    protected @Nullable Object[] values(Shelf.Book book) {
        return new @Nullable Object[] {book.language, book.number};
    }

    @Override
    protected Key key(Shelf.Book book) {
        return new Key(book.language, book.number);
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.language(), key.number()};
    }

    @Override
    protected Shelf.Book fresh() {
        return new Shelf.Book();
    }

    @Override
    protected void attach(Shelf.Book book, ResultContext context) {
        attach(book.writers, writers, book, context);
        attach(book.readers, readers, book, context);
    }

    /** The key of a {@link Shelf.Book}. */
    public record Key(String language, long number) {}
}
