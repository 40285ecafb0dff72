/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Networks as tables to read. */
package io.tapline.network.report;
