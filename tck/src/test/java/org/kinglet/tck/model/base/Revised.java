// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model.base;

import org.kinglet.Index;
import org.kinglet.Ref;
import org.kinglet.Version;
import org.kinglet.tck.model.User;

/** The second level: a version, a reference, and a property whose type the entity says. */
@Index({"title", "createdAt"})
public abstract class Revised<T extends Revised<T, L>, L> extends Entry<T> {
    @Version
    public int revision;

    protected String title = "untitled";

    public Ref<User> editor;
    public L label;

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }
}
