// SPDX-License-Identifier: Apache-2.0
/** Connections, pool and pipelining on the Vert.x SQL clients. */
package org.kinglet.vertx;
