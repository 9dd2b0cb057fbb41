// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This test, or all tests of this class, run outside of a transaction: what they do is really committed, and all their
 * tasks have connections of their own. Afterwards the tables of the extension are emptied, so it is slower. For tests of
 * what needs several connections: locks, conflicts, isolation levels, threads of a pool.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Committed {}
