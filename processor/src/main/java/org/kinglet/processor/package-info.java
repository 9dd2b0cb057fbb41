// SPDX-License-Identifier: Apache-2.0
/**
 * The annotation processor, in the order in which an entity passes through it: {@link EntityProcessor} is called by the
 * compiler, {@link EntityReader} makes an {@link EntityModel} of the class and reports mistakes on its elements,
 * {@link CompanionWriter} writes the companion.
 */
package org.kinglet.processor;
