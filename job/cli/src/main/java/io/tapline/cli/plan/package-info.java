/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The {@code plan} command: what a configuration would run, without running it. */
package io.tapline.cli.plan;
