/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Starts the benchmarks, which no jar of the command carries. */
package io.tapline.cli.bench;
