// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Version;

@Entity
public class Page extends Model<Page> {
    @Id
    public long id;

    public String text = "";
    public int visits;

    @Version
    public int version;

    public Page() {}

    public Page(String text) {
        this.text = text;
    }
}
