// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import org.jspecify.annotations.Nullable;

/**
 * A condition that every row of a table satisfies.
 *
 * @param name of the constraint; {@code null} where it has none
 * @param column the one that it was written with, where the catalogue tells; {@code null} for one of the table
 */
public record LiveCheck(@Nullable String name, @Nullable String column, String condition) {}
