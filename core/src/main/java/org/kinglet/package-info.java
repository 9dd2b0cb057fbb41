// SPDX-License-Identifier: Apache-2.0
/**
 * What programs import: the database and its connections and transactions, tables and models, references between them,
 * annotations, and the exceptions, all of which extend {@link org.kinglet.KingletException}.
 */
package org.kinglet;
