// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which types hold all values of which; a doubt counts as no. */
class TypeWidthTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "integer | bigint",
                "smallint | int",
                "int | bigint",
                "bigint | numeric",
                "bigint | numeric(19,0)",
                "character varying(10) | character varying(20)",
                "character varying(10) | text",
                "character varying(10) | character varying",
                "varchar(10) | longtext",
                "text | mediumtext",
                "real | double precision",
                "float | double",
                "numeric(5,2) | numeric(7,2)",
                "numeric(5,2) | numeric(7,4)",
                "numeric(5,2) | numeric",
                "timestamp with time zone | timestamp with time zone"
            })
    void wider(String from, String to) {
        assertThat(TypeWidth.isWider(from, to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "bigint | integer",
                "int | tinyint(1)",
                "bigint | numeric(18,0)",
                "bigint | numeric(20,2)",
                "character varying(20) | character varying(10)",
                "text | character varying(10)",
                "longtext | text",
                "double precision | real",
                "numeric(7,2) | numeric(7,4)",
                "numeric | numeric(10,2)",
                "int | text",
                "text | integer",
                "int unsigned | int",
                "int unsigned | bigint",
                "timestamp without time zone | timestamp with time zone",
                "enum('a','b') | enum('a')",
                "uuid | text"
            })
    void notWider(String from, String to) {
        assertThat(TypeWidth.isWider(from, to)).isFalse();
    }
}
