/** The {@code tapline} command: one class a subcommand, what they share beside them. */
package io.tapline.cli;
