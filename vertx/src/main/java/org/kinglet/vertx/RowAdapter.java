// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Row;
import java.util.List;
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

    /** The client has got this row, and maybe others that came with it; {@link #next()} goes to the first of them. */
    public abstract void rows(Row row);

    /** Whether there is one more row, which the next calls read. */
    public abstract boolean next();

    @Override
    public final int columnCount() {
        return names.size();
    }

    @Override
    public String columnName(int column) {
        return names.get(column);
    }
}
