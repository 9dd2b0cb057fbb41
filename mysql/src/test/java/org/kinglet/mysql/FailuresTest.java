// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "1062, 23000, UNIQUE_VIOLATION",
        "1451, 23000, FOREIGN_KEY_VIOLATION",
        "1452, 23000, FOREIGN_KEY_VIOLATION",
        "1048, 23000, NOT_NULL_VIOLATION",
        "1364, HY000, NOT_NULL_VIOLATION",
        "3819, HY000, CHECK_VIOLATION",
        "4025, 23000, CHECK_VIOLATION",
        "1644, 45000, OTHER_INTEGRITY",
        "1205, HY000, LOCK_TIMEOUT",
        "1213, 40001, DEADLOCK",
        "1020, HY000, SERIALIZATION",
        "1317, 70100, CANCELLED",
        "1969, 70100, CANCELLED",
        "3024, HY000, CANCELLED",
        "1792, 25006, READ_ONLY",
        "1064, 42000, PROGRAMMING",
        "1146, 42S02, PROGRAMMING",
        "1054, 42S22, PROGRAMMING",
        "1406, 22001, DATA",
        "1264, 22003, DATA",
        "1366, 22007, DATA",
        "1292, 22007, DATA",
        "1690, 22003, DATA",
        "1153, 08S01, RESOURCES",
        "1040, 08004, RESOURCES",
        "1203, 42000, RESOURCES",
        "1927, 70100, CONNECTION",
        "1045, 28000, AUTHENTICATION",
        "1044, 42000, AUTHENTICATION",
        "1698, 28000, AUTHENTICATION",
        "1049, 42000, PROGRAMMING",
        "31999, HY000, OTHER",
    })
    void numbersTellTheKind(int code, String sqlState, FailureKind kind) {
        DriverException failure = Failures.of(new MySQLException("some words", code, sqlState));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
        assertThat(failure.getMessage()).isEqualTo("some words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1062|Duplicate entry 'se'cret for key ' x' for key 'users.name'|Duplicate entry for key 'users.name'",
                "1366|Incorrect integer value: 'secret' for column `d`.`t`.`a` at row 1|Incorrect integer value: for column `d`.`t`.`a` at row 1",
                "1366|Incorrect string value: '\\xF0\\x9F secret' for column 'a' at row 1|Incorrect string value: for column 'a' at row 1",
                "1292|Truncated incorrect DOUBLE value: 'secret'|Truncated incorrect DOUBLE value: …",
                "1292|Incorrect datetime value: 'secret' for column `d`.`t`.`a` at row 2|Incorrect datetime value: for column `d`.`t`.`a` at row 2",
                "1411|Incorrect date value: 'secret' for function str_to_date|Incorrect date value: for function str_to_date",
                "1690|BIGINT value is out of range in '(`d`.`t`.`a` + secret)'|BIGINT value is out of range",
                "1406|Data too long for column 'a' at row 1|Data too long for column 'a' at row 1",
                "1264|Out of range value for column 'a' at row 1|Out of range value for column 'a' at row 1",
                "1300|Invalid utf8mb4 character string: 'secret'|Invalid utf8mb4 character string: …",
                "31999|Something new: 'secret' and \"secret\"|Something new: …",
            })
    void messagesKeepNamesAndLoseValues(int code, String message, String expected) {
        DriverException failure = Failures.of(new MySQLException(message, code, "HY000"));
        assertThat(failure.getMessage()).isEqualTo(expected);
        assertThat(failure.getCause())
                .as("it would have the server's whole message")
                .isNull();
    }

    @Test
    void messagesHaveOneLine() {
        assertThat(Failures.of(new MySQLException("near 'x\n  y' at line 1", 1064, "42000")))
                .hasMessage("near 'x y' at line 1");
    }

    @Test
    void aLostConnectionIsOneHoweverTheClientSaysIt() {
        for (Throwable lost : List.of(
                ClosedConnectionException.INSTANCE,
                VertxException.noStackTrace("Connection is not active now, current status: CLOSED"),
                new java.io.IOException("Connection reset by peer"),
                new ConnectException("Connection refused: localhost/127.0.0.1:1"),
                new UnknownHostException("nowhere"))) {
            assertThat(Failures.of(lost).kind()).as("%s", lost).isEqualTo(FailureKind.CONNECTION);
        }
    }

    @Test
    void whatTheClientCouldNotExpectHasNoMessageOfItsOwn() {
        DriverException failure = Failures.of(new ClassCastException("secret cannot be cast"));
        assertThat(failure.kind()).isEqualTo(FailureKind.OTHER);
        assertThat(failure).hasMessageNotContaining("secret").hasNoCause();
    }
}
