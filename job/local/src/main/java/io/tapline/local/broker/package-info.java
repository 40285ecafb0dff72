/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A real Kafka broker on this machine. */
package io.tapline.local.broker;
