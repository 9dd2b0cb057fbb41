// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place for the tables of a test; see {@link Driver#scratch}.
 *
 * @param url of the place, with all else that the first URL says; as secret as that
 * @param create what makes it, to be run on a connection of the first URL; empty if opening it is enough
 * @param drop what removes it and all that is in it, likewise
 * @param folder to be deleted once the place is closed
 */
public record Scratch(String url, List<String> create, List<String> drop, Optional<Path> folder) {
    /** Without the URL, in which there may be a password. */
    @Override
    public String toString() {
        return "Scratch" + create;
    }
}
