// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/** A sequence as it is in a database: what it counts from, by how much, and its name. */
public record LiveSequence(String schema, String name, long start, long increment) {}
