// SPDX-License-Identifier: Apache-2.0
/**
 * From statements to SQL: the {@link org.kinglet.dialect.Renderer} walks the syntax tree, a
 * {@link org.kinglet.dialect.Dialect} says what differs per backend.
 */
package org.kinglet.dialect;
