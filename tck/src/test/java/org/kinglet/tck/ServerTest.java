// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of what only servers can do, or suffer. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.kinglet.tck.TestDatabase#servers")
abstract class ServerTest extends TaskTest {}
