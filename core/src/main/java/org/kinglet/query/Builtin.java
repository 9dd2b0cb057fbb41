// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** Functions and operators that mean the same on every backend; each dialect has a way to write each. */
public enum Builtin {
    // Of any type.
    /** The first argument that is not null. */
    COALESCE,
    /** The first argument, or null if it is equal to the second. */
    NULL_IF,
    /** The largest argument, null if one is null. */
    GREATEST,
    LEAST,

    // Of texts.
    LOWER,
    UPPER,
    LENGTH,
    /** A text, where to begin, and how much or as much as there is. */
    SUBSTRING,
    /** A text and the characters to take away, a blank if none are given. */
    TRIM,
    TRIM_LEADING,
    TRIM_TRAILING,
    /** A text, a length, and what to fill with. */
    PAD_LEFT,
    PAD_RIGHT,
    LEFT,
    RIGHT,
    REPEAT,
    /** A text, what to look for in it, and what to put in its place. */
    REPLACE,
    REVERSE,
    /** Where the second text begins in the first, counted from 1, or 0. */
    POSITION,
    REGEXP,
    REGEXP_IGNORE_CASE,

    // Of numbers; the type of the call is theirs.
    ADD,
    SUBTRACT,
    MULTIPLY,
    /** Of integers to an integer; null if the divisor is 0. */
    DIVIDE,
    /** With the sign of the dividend; null if the divisor is 0. */
    REMAINDER,
    NEGATE,
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    BIT_NOT,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    ABS,
    SIGN,
    /** A number and digits after the point; half is rounded away from zero. */
    ROUND,
    /** A number and digits after the point. */
    TRUNCATE,
    FLOOR,
    CEILING,
    POWER,
    SQRT,
    EXP,
    LN,
    LOG10,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    /** At least 0 and less than 1. */
    RANDOM,
    /** A decimal from another number. */
    TO_DECIMAL,
    /** Without zeros at the end of the fraction. */
    DECIMAL_TO_TEXT,

    // Of dates and times; the type of the call is the first argument's, and they have a unit.
    TIME_TRUNCATE,
    /** A time and how many of the unit. */
    TIME_ADD,
    /** How many whole units there are from the first to the second. */
    TIME_BETWEEN,
    /** The date of a timestamp. */
    DATE_OF,
    /** The time of day of a timestamp. */
    TIME_OF,
    EPOCH_SECOND,
    NOW,
    TODAY
}
