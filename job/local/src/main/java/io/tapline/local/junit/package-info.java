/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Broker and mini-cluster for tests, with topics to publish to and to collect from. */
package io.tapline.local.junit;
