// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** What a select can give in each row: the value of an expression, or the entity of a table. */
public sealed interface Selection permits Expression, TableSource {}
