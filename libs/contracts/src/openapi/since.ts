// Made by `node tools/api/release.mjs` at each release; an operation that is not here is of none yet.

const VERSIONS = {
  '0.2.0': `
    addProductFile banAccount banMember block conversations createAbsence createCabinet createHold createPatient
    createProduct createRoom createTicket deleteAbsence deleteHold deleteProduct deleteResource deleteRoom deleteTrack
    directMessages dismissMember downloadChatFile downloadResource eraseMe exportMe forgotPassword getAsyncApi
    getCabinet getDocs getDocsScript getHealth getKeys getMe getOpenApi getOutbox getPatient getProduct getProductFile
    getResource getRoom getTrack getUser hirePractitioner inviteMember leaveRoom liftAccountBan listAbsences
    listAccountBans listBans listCabinets listPatients listPractitioners listProducts listReports listResources
    listRooms listSessions listSlots listTracks login loginEnveloped logout logoutEnveloped markDirectRead markRoomRead
    me messageVersions moderationAudit novaChangePassword novaLogin novaLoginOtp novaLogout novaMe novaRefresh
    novaRequestOtp novaRequestPasswordReset novaResetPassword novaUpdateProfile playTrack rateResource refresh
    refreshEnveloped register removeProductFile resendVerification resetPassword resolveReport retryTrack
    revokeOtherSessions revokeSession roomMembers roomMessages roomOnline searchMessages signUp streamTrack trackEvents
    trackWaveform unbanMember unblock updateMe updatePatient updateProduct updateTrack uploadChatFile uploadResource
    uploadTrack verifyEmail
  `,
  '0.3.0': `
    acceptWaitingOffer addCalendarImport addPasskey addPatientContact addProductPicture addToWaitingList
    adjustProductStock appendUpload arrangeProductPictures authenticateAgain authenticateAgainOptions bookVisitTime
    cancelAppointment cancelFollowingAppointments cancelLinkedAppointment cancelOwnAppointment cancelProductImport
    cancelTranscoding cancelUpload confirmAppointment confirmTotp createApiToken createAppointment
    createAppointmentSeries createBot createBotToken createPasskeyOptions createUpload createWebhook declineWaitingOffer
    deleteRoomMessage disableWebhook dismissPractitioner disownEmail downloadTrack dropTrackCover dropTrackReplacement
    enableWebhook enrolTotp erasePatient exchangeOidc exportPatient exportProducts finishSetUp getAnalyticsOverview
    getAppointment getAppointmentIcs getCabinetPage getLegalHold getNotificationPreferences getOwnProposal
    getProductHistory getProductImport getProposal getPush getResourceHistory getRetentionPolicy getSecondFactors
    getSecurityText getTranscodingQueue getUpload handOverRoom holdVisitTime importProducts joinWaitingList
    liftLegalHold linkAccount listApiTokens listAppointmentHistory listAppointmentTypes listAppointments listBlocks
    listBotTokens listBots listCabinetPages listCalendarImports listDisplacedAppointments listFreeTimes
    listGuessedAccounts listLinkedAccounts listNotifications listOidcProviders listOwnAppointments listOwnPatients
    listPasskeys listPatientAppointments listPatientAudit listPatientContacts listPlatformBans listProductImports
    listPublicHolidays listPublicTimes listRoleChanges listRoles listSignIns listTrackNotifications
    listTranscodingQueueChanges listTranscodings listTrashedProducts listTrashedResources listWaitingList
    listWebhookDeliveries listWebhooks loginPasskey loginPasskeyEnveloped loginPasskeyOptions loginSecondFactor
    loginSecondFactorEnveloped mergePatient moveLinkedAppointment moveOwnAppointment novaFinishSetUp novaLoginPasskey
    novaLoginSecondFactor openOwnVisit openVisit pauseTranscodingQueue placeLegalHold preferPush previewRetention
    previewUpload readAllNotifications readAllTrackNotifications readCalendarFeed readNotification readTrackNotification
    readVerification refreshCalendarImport removeBot removeCalendarImport removeFactorsOf removeFromWaitingList
    removePasskey removePatientContact removeProductPicture removeTotp removeWebhook renamePasskey renewCalendarFeed
    renewRecoveryCodes replaceTrackAudio reportPerson requestVisitCode rescheduleAppointment resendWebhookDelivery
    restoreProduct restoreResource retryFailedTranscodings retryTranscoding revokeApiToken revokeBotToken
    revokeCalendarFeed rotateWebhookSecret searchUsers setLinkedReminders setMemberRole setRole setTrackCover
    setUpPasskeyOptions setUpTotp showCabinetPage showLinkedAppointment showLinkedProposal showWaitingOffer
    signOutAccount subscribePush suggestProducts unlinkAccount unrateResource unsubscribePush updateAppointment
    updateAppointmentType updateCabinet updateCabinetPage updateNotificationPreferences updatePractitioner
    updatePublicHolidays updateResource updateRetentionPolicy updateRoom uploadAlbum
  `,
};

/** The version that added an operation, by its id. */
export const SINCE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(VERSIONS).flatMap(([version, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, version]),
  ),
);
