// SPDX-License-Identifier: Apache-2.0
/**
 * Changes of a database's schema, applied step by step: {@link org.kinglet.migrate.Migrations}.
 *
 * <p>From the outside in: a {@code Run} does what a {@code Migrations} says; it compares the {@code Step}s that {@code
 * StepFiles} reads with the {@code History} that the database has, which makes a {@code Plan}, and takes the plan's moves one
 * by one under the {@code MigrationLock}.
 */
package org.kinglet.migrate;
