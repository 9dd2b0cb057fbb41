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

/** The table {@code readers}, whose rows are {@link Shelf.Reader}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Readers extends Table<Shelf.Reader, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("readers")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .primaryKey("id")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Readers READERS = new Readers(null);

    public final NumberColumn<Shelf.Reader, Long> id = numberColumn("id", DataType.LONG);
    public final HasManyThrough<Shelf.Reader, Shelf.Book> borrowed = hasManyThrough(
            "borrowed", () -> Loans.LOANS.reader, () -> Loans.LOANS.book, reader -> reader.borrowed, false);
    public final HasManyThrough<Shelf.Reader, Shelf.Reader> following = hasManyThrough(
            "following",
            () -> ReadersFollowing.READERS_FOLLOWING.fromReader,
            () -> ReadersFollowing.READERS_FOLLOWING.toReader,
            reader -> reader.following,
            true);
    public final HasManyThrough<Shelf.Reader, Shelf.Reader> followers = hasManyThrough(
            "followers",
            () -> ReadersFollowing.READERS_FOLLOWING.toReader,
            () -> ReadersFollowing.READERS_FOLLOWING.fromReader,
            reader -> reader.followers,
            true);
    public final HasManyThrough<Shelf.Reader, Shelf.Reader> gaveTo =
            hasManyThrough("gaveTo", () -> Gifts.GIFTS.giver, () -> Gifts.GIFTS.taker, reader -> reader.gaveTo, false);
    public final HasManyThrough<Shelf.Reader, Shelf.Reader> gotFrom = hasManyThrough(
            "gotFrom", () -> Gifts.GIFTS.taker, () -> Gifts.GIFTS.giver, reader -> reader.gotFrom, false);
    public final HasManyThrough<Shelf.Reader, Shelf.Label> labels = hasManyThrough(
            "labels", () -> Labels.LABELS.reader, () -> Labels.LABELS.label, reader -> reader.labels, true);

    private Readers(@Nullable String alias) {
        super(Shelf.Reader.class, DEFINITION, alias);
    }

    @Override
    public Readers as(String alias) {
        return new Readers(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Reader read(RowReader row, int first) {
        Shelf.Reader reader = new Shelf.Reader();
        fill(reader, row, first);
        return reader;
    }

    @Override
    protected void fill(Shelf.Reader reader, RowReader row, int first) {
        reader.id = row.getLong(first);
    }

    @Override
    protected @Nullable Object[] values(Shelf.Reader reader) {
        return new @Nullable Object[] {reader.id};
    }

    @Override
    protected Long key(Shelf.Reader reader) {
        return reader.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Shelf.Reader withGeneratedKey(Shelf.Reader reader, long key) {
        reader.id = key;
        return reader;
    }

    @Override
    protected Shelf.Reader fresh() {
        return new Shelf.Reader();
    }

    @Override
    protected void attach(Shelf.Reader reader, ResultContext context) {
        attach(reader.borrowed, borrowed, reader, context);
        attach(reader.following, following, reader, context);
        attach(reader.followers, followers, reader, context);
        attach(reader.gaveTo, gaveTo, reader, context);
        attach(reader.gotFrom, gotFrom, reader, context);
        attach(reader.labels, labels, reader, context);
    }
}
