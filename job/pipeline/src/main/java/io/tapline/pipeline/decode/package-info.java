/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** From a record's bytes, in whichever format its topic has, to readings of known channels. */
package io.tapline.pipeline.decode;
