// SPDX-License-Identifier: Apache-2.0
/**
 * Properties with {@code @Json} by Jackson: being on the class or module path is all that it takes.
 * {@link org.kinglet.jackson.JacksonMapper} says how to use an {@code ObjectMapper} of your own.
 */
package org.kinglet.jackson;
