// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** A user, in whatever class a peer has for it. */
public interface UserRow {
    long id();

    String username();

    /** May be null. */
    String bio();

    boolean active();

    int logins();
}
