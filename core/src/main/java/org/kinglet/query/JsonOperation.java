// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.schema.JsonValue;
import org.kinglet.schema.SqlType;

/** What is done with JSON documents in SQL; each dialect has a class that writes all of them. */
public sealed interface JsonOperation {
    /** What {@link JsonExpression} says of each is the contract. */
    Node document();

    /** A form in which documents are the same if they are equal, to be compared and grouped. */
    record Key(Node document) implements JsonOperation {}

    /** What an order by documents is by; within an order only. */
    record Sorted(Node document) implements JsonOperation {}

    /** What is at a path, as JSON. */
    record Path(Node document, JsonPath path) implements JsonOperation {}

    /** A value that is no document: text, number or boolean. */
    record Scalar(Node document, SqlType type) implements JsonOperation {}

    /** The name of a {@link JsonType}. */
    record Type(Node document) implements JsonOperation {}

    record Length(Node document) implements JsonOperation {}

    record IsNull(Node document) implements JsonOperation {}

    /** @param all whether all of the keys must be there, or any */
    record HasKeys(Node document, List<String> keys, boolean all) implements JsonOperation {}

    record Contains(Node document, JsonValue part) implements JsonOperation {}

    record Put(Node document, JsonPath path, Node value) implements JsonOperation {}

    record Append(Node document, JsonPath path, Node value) implements JsonOperation {}

    record Remove(Node document, JsonPath path) implements JsonOperation {}

    record Merge(Node document, JsonValue patch) implements JsonOperation {}
}
