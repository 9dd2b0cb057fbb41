// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Version;

@Entity
public class Document extends Model<Document> {
    @Id
    public long id;

    public String title;

    @Version
    public int version;

    public Document() {}

    public Document(String title) {
        this.title = title;
    }
}
