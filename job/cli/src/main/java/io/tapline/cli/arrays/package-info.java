/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Frames and results as arrays in files: NumPy's NPY, and CSV. */
package io.tapline.cli.arrays;
