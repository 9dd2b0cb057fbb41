// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.kinglet.Database;
import org.kinglet.Table;

/** A test on each kind of database, with one that is empty but for the tables it names. Nothing may stay leased. */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(TestDatabase.Targets.class)
abstract class DatabaseTest {
    @Parameter
    TestDatabase target;

    Database db;

    /** The tables that the test uses; created and bound before each test. */
    abstract Table<?, ?>[] tables();

    @BeforeParameterizedClassInvocation
    static void beginClass(TestDatabase target) {
        target.assumeAvailable();
    }

    @AfterParameterizedClassInvocation
    static void endClass(TestDatabase target) {
        target.endClass();
    }

    @BeforeEach
    void openDatabase() {
        db = open();
        db.bind(tables());
        db.createTables(tables());
    }

    /** Opens the database; to be overridden by tests that need another pool. */
    Database open() {
        return target.builder().open();
    }

    @AfterEach
    void nothingIsLeased() {
        try {
            assertThat(db.stats().inUse())
                    .as("leased connections after the test")
                    .isZero();
        } finally {
            db.close();
            target.endTest();
        }
    }
}
