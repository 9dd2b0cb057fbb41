// SPDX-License-Identifier: Apache-2.0
/** JSON columns as records, classes and trees, by Jackson. */
package org.kinglet.jackson;
