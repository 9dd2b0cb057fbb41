package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.HasManyThrough;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code writers}, whose rows are {@link Shelf.Writer}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Writers extends Table<Shelf.Writer, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("writers")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .primaryKey("id")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Writers WRITERS = new Writers(null);

    public final NumberColumn<Shelf.Writer, Long> id = numberColumn("id", DataType.LONG);
    public final HasManyThrough<Shelf.Writer, Shelf.Book> books = hasManyThrough(
            "books",
            () -> BooksWriters.BOOKS_WRITERS.writer,
            () -> BooksWriters.BOOKS_WRITERS.book,
            writer -> writer.getBooks(),
            true);

    private Writers(@Nullable String alias) {
        super(Shelf.Writer.class, DEFINITION, alias);
    }

    @Override
    public Writers as(String alias) {
        return new Writers(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Writer read(RowReader row, int first) {
        Shelf.Writer writer = new Shelf.Writer();
        fill(writer, row, first);
        return writer;
    }

    @Override
    protected void fill(Shelf.Writer writer, RowReader row, int first) {
        writer.id = row.getLong(first);
    }

    @Override
    protected @Nullable Object[] values(Shelf.Writer writer) {
        return new @Nullable Object[] {writer.id};
    }

    @Override
    protected Long key(Shelf.Writer writer) {
        return writer.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Shelf.Writer withGeneratedKey(Shelf.Writer writer, long key) {
        writer.id = key;
        return writer;
    }

    @Override
    protected Shelf.Writer fresh() {
        return new Shelf.Writer();
    }

    @Override
    protected void attach(Shelf.Writer writer, ResultContext context) {
        attach(writer.getBooks(), books, writer, context);
    }
}
