import type { TableMaps } from './table-map.js';

/** Tickets, what was done on them, and what they are sorted by. */
export const deskTables: TableMaps = {
  FAULTS: {
    records: ['tickets', 'tickets:deleted', 'projects', 'opportunities'],
    int: `Faultid=id Status=status_id seriousness=priority_id Slaid=sla_id Areaint=client_id sitenumber=site_id userid=user_id
      TeamId=team_id Assignedtoint=agent_id RequestTypeNew=tickettype_id FRequestSource=source impact=impact urgency=urgency
      fcontractid=contract_id`,
    zero: 'FMergedIntoFaultid=merged_into_id fxrefto=parent_id',
    float: 'cleartime=timetaken estimate=estimate FOppValue=oppvalue FProjectTimeBudget=projecttimebudget',
    text: `Symptom=summary symptom2=details username=user_name reportedby=reportedby sectio_=team category2=category_1
      category3=category_2 category4=category_3 category5=category_4 Slastate=slastate SLAresponseState=slaresponsestate
      phonenumber=phonenumber clearance=closure_note GUID=guid`,
    datetime: `dateoccured=dateoccurred datereported=dateoccurred datecreated=dateoccurred datecleared=dateclosed
      datefullyclosed=date_fully_closed fixbydate=fixbydate FRespondByDate=respondbydate FResponseDate=responsedate
      Flastactiondate=lastactiondate FLastUpdate=last_update FTargetDate=targetdate FFollowUpDate=followupdate`,
    bit: 'FDeleted=deleted fhasbeenclosed=hasbeenclosed FexcludefromSLA=excludefromsla FSLAonhold=onhold',
  },
  ACTIONS: {
    records: ['actions'],
    int: `Faultid=ticket_id actionnumber=id actoutcomeid=outcome_id whoagentid=who_agentid actionbyunum=actionby_agent_id
      actionbyuid=actionby_user_id ActionCode=chargerate ActionContractID=action_contract_id ActionStatusBefore=old_status
      ActionStatusAfter=new_status EmailDirection=emaildirection`,
    float: `timetaken=timetaken nonbilltime=nonbilltime TravelTime=traveltime mileage=mileage ActionChargeHours=actionchargehours
      ActionNonChargeHours=actionnonchargehours ActionChargeAmount=actionchargeamount ActionPrePayHours=actionprepayhours`,
    text: 'Actoutcome=outcome who=who note=note noteHTML=note_html emailto=emailto emailcc=emailcc AEmailSubject=emailsubject',
    datetime:
      'Whe_=datetime ActionDateCreated=actiondatecreated ActionArrivalDate=actionarrivaldate ActionCompletionDate=actioncompletiondate',
    bit: 'ActionHide=hiddenfromuser Aisimportant=important ActIsBillable=actisbillable ActReviewed=actreviewed',
  },
  TSTATUS: {
    records: ['statuses'],
    int: 'Tstatus=id TstatusType=type TstatusSeq=sequence',
    text: 'tstatusdesc=name tshortname=shortname tcolourhex=colour TStatusGUID=guid',
  },
  REQUESTTYPE: {
    records: ['ticketTypes'],
    int: 'RTid=id RTSortseq=sequence RTRequestType=itilrequesttype RTDefInitialStatus=initial_status RTSLAid=default_sla',
    text: 'rtdesc=name',
    bit: 'RTVisible=agentscanselect RTEndUsersCanSelect=enduserscanselect',
    is: 'RTIsProject=use:project RTIsOpportunity=use:opportunity',
  },
  SECTIONDETAIL: {
    records: ['teams'],
    int: 'SDid=id SDtreeseq=sequence sddepartmentid=department_id',
    text: 'SDSectionName=name SDGUID=guid',
    bit: 'SDforrequests=forrequests SDforopps=foropps SDforprojects=forprojects sdinactive=inactive',
  },
  POLICY: {
    records: ['priorities'],
    int: 'Pslaid=slaid Ppolicy=priorityid',
    float: 'Ptime=fixtime Presponsetime=responsetime',
    text: 'Pdesc=name Punits=fixunits PResponseUnits=responseunits pcolourhex=colour ID=id',
    bit: 'PIsHidden=ishidden',
  },
  SLAHEAD: { records: ['slas'], int: 'Slid=id Slwdid=workday_id', text: 'Sldesc=name' },
  TOUTCOME: {
    records: ['outcomes'],
    int: 'Oid=id obuttonsequence=sequence Onewstatus=defaultstatus',
    text: 'Ooutcome=outcome obuttoncaption=buttonname',
    bit: 'OHide=hidden',
  },
  CATEGORYDETAIL: {
    records: ['categories'],
    int: 'CDid=id CDType=type_id CDSLAid=sla_id CDseriousness=priority_id',
    text: 'CDCategoryName=category_name CDGUID=guid cdnote=note',
  },
  LOOKUP: {
    records: ['lookups'],
    int: 'fid=lookupid fcode=id fsequenceid=sequence fvalueint1=valueint1',
    text: `fvalue=name fvalue2=value2 fvalue3=value3 Fvalue4=value4 Fvalue5=value5 Fvalue6=value6 Fvalue7=value7 fvalue8=value8
      fvalue9=value9 fcustom1=custom1 fcustom2=custom2`,
  },
  APPOINTMENT: {
    records: ['appointments'],
    int: 'APid=id APunum=agent_id APFaultid=ticket_id APArea=client_id APSite=site_id APUser=user_id APStatus=status APCompleteStatus=complete_status',
    text: 'APsubject=subject APnote=note apappointmentlocation=location',
    datetime: 'APStartDate=start_date APEndDate=end_date APCompleteDate=complete_date',
    bit: 'APAllDayEvent=allday APisTask=is_task APisPrivate=is_private APdeleted=deleted',
  },
};
