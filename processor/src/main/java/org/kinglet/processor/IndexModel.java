// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;

/**
 * An index.
 *
 * @param name empty where it follows from the columns
 */
record IndexModel(String name, boolean unique, List<String> columns) {}
