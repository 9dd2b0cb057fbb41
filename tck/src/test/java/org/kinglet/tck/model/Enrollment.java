// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.Ref;

/** A key of several columns, one of them a reference. */
@Entity
public class Enrollment extends Model<Enrollment> {
    @Id
    public String student;

    @Id
    public Ref<Course> course;

    public @Nullable Integer points;
    public final Many<Appeal> appeals = new Many<>();

    public Enrollment() {}

    public Enrollment(String student, Course course) {
        this.student = student;
        this.course = Ref.to(course);
    }
}
