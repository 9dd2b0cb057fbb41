// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * What {@code getOrCreate} and {@code createOrGet} give.
 *
 * @param created whether the row was made by this call
 */
public record Created<E>(E entity, boolean created) {}
