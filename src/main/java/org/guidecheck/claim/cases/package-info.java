/**
 * Special cases ({@code case.*}): claims about guidance on laws of one kind, of which more is known than of general
 * laws.
 */
package org.guidecheck.claim.cases;
