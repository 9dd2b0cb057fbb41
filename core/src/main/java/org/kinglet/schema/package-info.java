// SPDX-License-Identifier: Apache-2.0
/**
 * Tables, columns, types, indexes and constraints as plain data: what a companion such as {@code Users} says about its
 * table, and what DDL is made from. Everything here is immutable.
 */
package org.kinglet.schema;
