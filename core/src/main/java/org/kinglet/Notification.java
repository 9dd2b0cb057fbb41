// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * What somebody has sent to a channel; see {@link Database#listen}.
 *
 * @param payload empty if nothing was sent with it
 * @param sender the number of the session that sent it, as the server counts them ({@code pg_backend_pid()})
 */
public record Notification(String channel, String payload, int sender) {}
