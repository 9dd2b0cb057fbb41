// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a database keeps the table. What is for one kind of database says nothing to the others. */
@Target({ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface TableOptions {
    /**
     * The table lives with the connection that creates it, and only that sees it: create and use it within {@code
     * db.atomic(…)} or {@code db.connect()}.
     */
    boolean temporary() default false;

    /** SQLite: values of another type than the column's are refused. */
    boolean strict() default false;

    /** SQLite: rows are kept in the order of the primary key, which the program must set itself. */
    boolean withoutRowid() default false;

    /** PostgreSQL: faster writes, to a table that is empty after a crash. */
    boolean unlogged() default false;

    /** MySQL and MariaDB: what keeps the table; by default InnoDB. */
    String engine() default "";

    /** MySQL and MariaDB: of its texts; by default {@code utf8mb4}. */
    String characterSet() default "";

    /** MySQL and MariaDB: how texts are compared; by default exactly, as everywhere else. */
    String collation() default "";
}
