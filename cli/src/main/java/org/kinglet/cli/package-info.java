// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code kinglet}: {@link org.kinglet.cli.Main} hands each subcommand to a class of its own, {@code
 * MigrateCommand}, {@code InspectCommand} and {@code DiagramCommand}.
 */
package org.kinglet.cli;
