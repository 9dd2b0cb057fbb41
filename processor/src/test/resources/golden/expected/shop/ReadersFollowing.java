package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code readers_following}, whose rows are {@link ReadersFollowingRow}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class ReadersFollowing extends Table<ReadersFollowingRow, ReadersFollowing.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("readers_following")
            .column(ColumnDefinition.of("from_reader_id", "fromReader", DataType.LONG))
            .column(ColumnDefinition.of("to_reader_id", "toReader", DataType.LONG))
            .primaryKey("from_reader_id", "to_reader_id")
            .index("to_reader_id")
            .foreignKey("from_reader_id", "readers", "id", ReferentialAction.CASCADE, ReferentialAction.NO_ACTION)
            .foreignKey("to_reader_id", "readers", "id", ReferentialAction.CASCADE, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final ReadersFollowing READERS_FOLLOWING = new ReadersFollowing(null);

    public final ForeignKey<ReadersFollowingRow, Shelf.Reader, Long> fromReader = foreignKey(
            "fromReader",
            () -> Readers.READERS,
            readersFollowingRow -> readersFollowingRow.fromReader(),
            true,
            "from_reader_id");
    public final ForeignKey<ReadersFollowingRow, Shelf.Reader, Long> toReader = foreignKey(
            "toReader",
            () -> Readers.READERS,
            readersFollowingRow -> readersFollowingRow.toReader(),
            true,
            "to_reader_id");

    private ReadersFollowing(@Nullable String alias) {
        super(ReadersFollowingRow.class, DEFINITION, alias);
    }

    @Override
    public ReadersFollowing as(String alias) {
        return new ReadersFollowing(Objects.requireNonNull(alias));
    }

    @Override
    protected ReadersFollowingRow read(RowReader row, int first) {
        return new ReadersFollowingRow(
                fromReader.reference(row.isNull(first) ? null : row.getLong(first)),
                toReader.reference(row.isNull(first + 1) ? null : row.getLong(first + 1)));
    }

    @Override
    protected @Nullable Object[] values(ReadersFollowingRow readersFollowingRow) {
        return new @Nullable Object[] {
            fromReader.value(readersFollowingRow.fromReader()),
            toReader.value(readersFollowingRow.toReader())
        };
    }

    @Override
    protected Key key(ReadersFollowingRow readersFollowingRow) {
        return new Key(readersFollowingRow.fromReader().id(), readersFollowingRow.toReader().id());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.fromReaderId(), key.toReaderId()};
    }

    @Override
    protected void attach(ReadersFollowingRow readersFollowingRow, ResultContext context) {
        fromReader.attach(readersFollowingRow.fromReader(), context);
        toReader.attach(readersFollowingRow.toReader(), context);
    }

    /** The key of a {@link ReadersFollowingRow}. */
    public record Key(long fromReaderId, long toReaderId) {}
}
