// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Row;
import java.util.List;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;

/** The rows of a connection's results as the core reads them: one object for all of them. */
public abstract class RowAdapter implements RowReader {
    private List<String> names = List.of();

    /** For the drivers. */
    protected RowAdapter() {}

    /** The names of the next result's columns, also when it has no rows. */
    public void names(List<String> columnNames) {
        names = columnNames;
    }

    /**
     * Gives the collector the row that the client has decoded, and the others if more came with it.
     *
     * @return how many
     */
    public abstract int read(Row row, RowCollector<?> to);

    @Override
    public final int columnCount() {
        return names.size();
    }

    @Override
    public String columnName(int column) {
        return names.get(column);
    }
}
