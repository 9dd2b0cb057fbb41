// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Row;
import java.util.List;
import org.kinglet.driver.RowReader;

/** The client's rows as the core reads them: one object for all rows of a result. */
public abstract class RowAdapter implements RowReader {
    private List<String> names = List.of();

    /** For the drivers. */
    protected RowAdapter() {}

    /** What the next calls read. */
    public abstract void row(Row row);

    /** The names of the columns, also when there are no rows. */
    public void names(List<String> columnNames) {
        names = columnNames;
    }

    @Override
    public final int columnCount() {
        return names.size();
    }

    @Override
    public final String columnName(int column) {
        return names.get(column);
    }
}
