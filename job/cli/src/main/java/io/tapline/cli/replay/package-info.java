/** The {@code replay} command: a recording through the operators into files, or into Kafka. */
package io.tapline.cli.replay;
