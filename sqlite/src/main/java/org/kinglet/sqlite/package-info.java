// SPDX-License-Identifier: Apache-2.0
/**
 * The SQLite driver, found from URLs such as {@code sqlite:app.db} and {@code sqlite::memory:}. Applications use
 * {@link org.kinglet.sqlite.SqliteSettings} alone.
 *
 * <p>How it is built, top to bottom: {@code SqlitePool} takes statements and requests for connections and hands them to
 * workers. A {@code Worker} is a platform thread that owns one {@code NativeConnection}: SQLite runs in-process, and a
 * virtual thread inside native code would pin its carrier. The {@code Writer} is the one that writes; several
 * {@code Reader}s share a queue of reads. A lease is the view of a worker that one task has; {@code Session} is the one
 * that reads here and writes there.
 */
@NullMarked
package org.kinglet.sqlite;

import org.jspecify.annotations.NullMarked;
