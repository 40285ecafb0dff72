/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a layer is, and what its kind has to say: checks, timing, state, fingerprint and stage. Each
 * kind has a package of its own below this one.
 */
package io.tapline.network.layer;
