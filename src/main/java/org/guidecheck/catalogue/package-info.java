/** Catalogue of all claims, and plans of which claims are decided on which settings. */
package org.guidecheck.catalogue;
