/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The {@code model} command: what model files hold, how they run, and what they give. */
package io.tapline.cli.model;
