package shop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code loans}, whose rows are {@link Shelf.Loan}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Loans extends Table<Shelf.Loan, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("loans")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("reader_id", "reader", DataType.LONG))
            .column(ColumnDefinition.of("book_language", "book", DataType.STRING))
            .column(ColumnDefinition.of("book_number", "book", DataType.LONG))
            .column(ColumnDefinition.of("days", "days", DataType.INTEGER))
            .primaryKey("id")
            .index("reader_id")
            .index("book_language", "book_number")
            .foreignKey("reader_id", "readers", "id", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey(new ForeignKeyDefinition(
                    List.of("book_language", "book_number"),
                    null,
                    "books",
                    List.of("language", "number"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Loans LOANS = new Loans(null);

    public final NumberColumn<Shelf.Loan, Long> id = numberColumn("id", DataType.LONG);
    public final ForeignKey<Shelf.Loan, Shelf.Reader, Long> reader =
            foreignKey("reader", () -> Readers.READERS, loan -> loan.reader(), true, "reader_id");
    public final ForeignKey<Shelf.Loan, Shelf.Book, Books.Key> book =
            foreignKey("book", () -> Books.BOOKS, loan -> loan.book(), true, "book_language", "book_number");
    public final NumberColumn<Shelf.Loan, Integer> days = numberColumn("days", DataType.INTEGER);

    private Loans(@Nullable String alias) {
        super(Shelf.Loan.class, DEFINITION, alias);
    }

    @Override
    public Loans as(String alias) {
        return new Loans(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Loan read(RowReader row, int first) {
        return new Shelf.Loan(
                row.getLong(first),
                reader.reference(row.isNull(first + 1) ? null : row.getLong(first + 1)),
                book.reference(bookKey(row, first)),
                row.getInt(first + 4));
    }

    private static Books.@Nullable Key bookKey(RowReader row, int first) {
        if (row.isNull(first + 2) || row.isNull(first + 3)) return null;
        return new Books.Key(row.getString(first + 2), row.getLong(first + 3));
    }

    @Override
    protected @Nullable Object[] values(Shelf.Loan loan) {
        @Nullable Object[] bookKey = book.values(loan.book());
        return new @Nullable Object[] {loan.id(), reader.value(loan.reader()), bookKey[0], bookKey[1], loan.days()};
    }

    @Override
    protected Long key(Shelf.Loan loan) {
        return loan.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Shelf.Loan withGeneratedKey(Shelf.Loan loan, long key) {
        return new Shelf.Loan(key, loan.reader(), loan.book(), loan.days());
    }

    @Override
    protected void attach(Shelf.Loan loan, ResultContext context) {
        reader.attach(loan.reader(), context);
        book.attach(loan.book(), context);
    }
}
