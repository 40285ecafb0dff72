/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where all formats of model files come together. */
package io.tapline.models.source;
