// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

/** By which the program that starts workers finds this module's classes: it can be loaded without the libraries. */
public final class Location {
    private Location() {}
}
