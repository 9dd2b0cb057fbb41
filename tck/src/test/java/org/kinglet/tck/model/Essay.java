// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;

/** Text that is searched; on SQLite a row of an FTS5 table, whose key is always called so. */
@Entity
public class Essay extends Model<Essay> {
    @Id
    public long rowid;

    public String title = "";
    public String body = "";

    public Essay() {}

    public Essay(String title, String body) {
        this.title = title;
        this.body = body;
    }
}
