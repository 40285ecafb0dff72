/** What travels between operators, and how it is written to the network. */
package io.tapline.flink.element;
